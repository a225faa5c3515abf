"""The demonstration keeps still while somebody who signed in is acting."""

from competition.actions import playback

SAFE = ("GET", "HEAD", "OPTIONS")


class PersonActs:
    """Notes the moment of every act of a signed-in person, where a demonstration plays."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in SAFE and request.user.is_authenticated:
            playback.person_acted()
        return response
