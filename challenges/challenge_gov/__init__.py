"""Reading the JSON feed of Challenge.gov, the prize platform of the United States that was retired in 2026. Pure functions.

`read_feed` returns every challenge of the feed and, apart, everything it could not read: nothing is dropped silently.
"""

from challenges.challenge_gov.feed import FeedChallenge, FeedError, Unread, read_feed

__all__ = ["FeedChallenge", "FeedError", "Unread", "read_feed"]
