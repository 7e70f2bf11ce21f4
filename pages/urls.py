from django.urls import path

from pages.views import machines, previewing, public

app_name = "pages"

urlpatterns = [
    path("", public.home, name="home"),
    path("challenges/", public.challenge_list, name="challenges"),
    path("challenges/<str:reference>/", public.challenge, name="challenge"),
    path("challenges/<str:reference>/v/<int:number>.json", public.challenge_version, name="challenge_version"),
    path("desk/<str:reference>/public-preview/", previewing.preview, name="preview"),
    path("winners/", public.winner_list, name="winners"),
    path("transparency/", machines.transparency, name="transparency"),
    path(".well-known/jwks.json", machines.jwks, name="jwks"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
]
