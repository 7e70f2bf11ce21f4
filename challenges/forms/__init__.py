"""What officials type about a challenge: parsed, checked, and handed to the services by the views."""
