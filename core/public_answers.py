"""What every answer with public data says about itself: who may read it, how long it is fresh, and when it has not changed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

SECONDS_FRESH = 60
View = Callable[..., HttpResponse]


def open_data(view: View) -> View:
    """Let scripts of any site read the answer, let caches keep it for a minute, and answer 304 to who has it already.

    The ETag is made from the content, so the same facts have the same one on every machine.
    """

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link"
        if response.status_code == 200:  # noqa: PLR2004 - a mistake is not worth keeping
            patch_cache_control(response, public=True, max_age=SECONDS_FRESH)
        return response

    return conditional_page(open_to_all)
