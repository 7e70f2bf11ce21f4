"""What tests of the screens share."""

from django.urls import reverse


def url(name, entry, *more):
    return reverse(f"submissions:{name}", args=[entry.round.challenge.reference, entry.round.number, *more])


def content(response, status=200):
    text = response.content.decode()
    assert response.status_code == status, text[:2000]
    return text


def download(response):
    """Return the bytes of a streamed file; reading it to the end lets it go."""
    return b"".join(response.streaming_content)
