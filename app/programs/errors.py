"""Why a program is refused. `OAuthRefusal`s are answered as RFC 6749 asks."""

from __future__ import annotations

from typing import ClassVar

from app.core.errors import DomainError, NotFound


class OAuthRefusal(DomainError):
    """Base: `oauth_error` is what the standard calls it."""

    status: ClassVar[int] = 400

    @property
    def oauth_error(self) -> str:
        return self.code


class TokenRequestNotUnderstood(OAuthRefusal):
    """A parameter is missing, doubled, too long or not understood. Param `parameter`."""

    code = "token_request_not_understood"

    @property
    def oauth_error(self) -> str:
        return "invalid_request"


class InvalidClient(OAuthRefusal):
    """There is no such program, it is out of use, or the secret is wrong. Which of these is not told."""

    code = "invalid_client"
    status = 401


class InvalidGrant(OAuthRefusal):
    """The code or the refresh token was used, is too old, was taken back, or is another program's."""

    code = "invalid_grant"


class UnauthorizedClient(OAuthRefusal):
    """A program of this kind gets its tokens in another way."""

    code = "unauthorized_client"


class UnsupportedGrantType(OAuthRefusal):
    """Tokens are not given in that way."""

    code = "unsupported_grant_type"


class InvalidScope(OAuthRefusal):
    """The program was not given that scope."""

    code = "invalid_scope"


class AuthorizationNotPossible(DomainError):
    """A program asked for leave in a way that is not taken. Extra `redirectTo`: where it is told so."""

    code = "authorization_not_possible"

    def __init__(self, redirect_to: str) -> None:
        super().__init__(extras={"redirectTo": redirect_to})


class ProgramNotKnown(NotFound):
    """No app has this client id, or it is out of use."""

    code = "program_not_known"


class RedirectNotRegistered(DomainError):
    """The app did not register the address to which it wants people sent. They are sent nowhere."""

    code = "redirect_not_registered"


class TokenNotValid(DomainError):
    """The bearer token is none of ours, too old, or was taken back."""

    code = "token_not_valid"
    status = 401


class ScopeMissing(DomainError):
    """The token is good, and not for this. Extra `scope`: the one that is needed."""

    code = "scope_missing"
    status = 403


class NotForPrograms(DomainError):
    """This address is for people who are signed in, not for programs."""

    code = "not_for_programs"
    status = 403


class ProgramNotFound(NotFound):
    """The lot has no such program."""

    code = "program_not_found"


class ProgramNotValid(DomainError):
    """A program was described as none can be. Extra `field`."""

    code = "program_not_valid"

    def __init__(self, field: str) -> None:
        super().__init__(extras={"field": field})


class ProgramsNotSetUp(DomainError):
    """There is no key to sign tokens with."""

    code = "programs_not_set_up"
    status = 409


class TooManyPrograms(DomainError):
    """Param `limit`: more programs than anybody needs."""

    code = "too_many_programs"
    status = 409
