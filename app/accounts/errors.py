"""What can be refused about people, their sign-in and their vehicles."""

from __future__ import annotations

from app.core.errors import DomainError, NotFound


class EmailNotUnderstood(DomainError):
    """It is no e-mail address that we could send to."""

    code = "email_not_understood"


class EmailAlreadyRegistered(DomainError):
    """Somebody has an account with this e-mail address."""

    code = "email_already_registered"
    status = 409


class NameNotUnderstood(DomainError):
    """A name is empty, too long, or holds what no name holds."""

    code = "name_not_understood"


class UnknownLanguage(DomainError):
    """There are no sentences in that language."""

    code = "unknown_language"


class PasswordTooShort(DomainError):
    """Param `minimum`: characters."""

    code = "password_too_short"


class PasswordTooLong(DomainError):
    """Param `maximum`: characters."""

    code = "password_too_long"


class PasswordTooCommon(DomainError):
    """It is among the first that anybody would try."""

    code = "password_too_common"


class PasswordIsEmail(DomainError):
    """It is the e-mail address of the account."""

    code = "password_is_email"


class WrongCredentials(DomainError):
    """No account has this e-mail and this password: which of them is wrong is not said."""

    code = "wrong_credentials"
    status = 401


class LinkNotValid(DomainError):
    """A mailed link was used before, is too old, or was never sent."""

    code = "link_not_valid"


class TooManyMails(DomainError):
    """As many mails as may be asked for in an hour were sent. Param `limit`."""

    code = "too_many_mails"
    status = 429


class PlateNotUnderstood(DomainError):
    """It has no letter, no digit, or is nothing that stands on a number plate."""

    code = "plate_not_understood"


class VehicleNotFound(NotFound):
    """There is no such vehicle, or it is somebody else's."""

    code = "vehicle_not_found"


class VehicleAlreadyListed(DomainError):
    """The person has a vehicle with this plate."""

    code = "vehicle_already_listed"
    status = 409


class TooManyVehicles(DomainError):
    """Param `limit`: vehicles that a person may keep."""

    code = "too_many_vehicles"


class PersonNotFound(NotFound):
    """Nobody has an account with that e-mail address."""

    code = "person_not_found"


class UnknownRole(DomainError):
    """Param `roles`: those there are."""

    code = "unknown_role"


class RoleNotYoursToGrant(DomainError):
    """Roles are given by owners, where they own, and by the command line."""

    code = "role_not_yours_to_grant"
    status = 403


class RoleNotFound(NotFound):
    """The role was taken back, or never given."""

    code = "role_not_found"


class LastOwner(DomainError):
    """Somebody has to own the car parks: the last owner of all stays."""

    code = "last_owner"
    status = 409


class EmailNotVerified(DomainError):
    """The account's address was never verified, so nobody knows whose it is."""

    code = "email_not_verified"
    status = 409


class VehicleDetailNotUnderstood(DomainError):
    """A make, model or colour is too long or holds what cannot be read. Extra `field`; param `maximum`."""

    code = "vehicle_detail_not_understood"


class AccountBlocked(DomainError):
    """The operator takes no new bookings from this person."""

    code = "account_blocked"
    status = 403


class BlockReasonMissing(DomainError):
    """Who is blocked is blocked for a reason."""

    code = "block_reason_missing"


class OwnerExists(DomainError):
    """There is an owner, who gives all other roles."""

    code = "owner_exists"
    status = 409


class OutsideSignInNotSetUp(NotFound):
    """There is no outside provider to sign in with."""

    code = "outside_sign_in_not_set_up"


class OutsideSignInFailed(DomainError):
    """What came back from the provider is not what was asked for: too late, changed, of another browser."""

    code = "outside_sign_in_failed"


class OutsideSignInDenied(DomainError):
    """The person, or the provider, said no."""

    code = "outside_sign_in_denied"


class OutsideProviderSilent(DomainError):
    """The provider does not answer, or not in a way that can be used."""

    code = "outside_provider_silent"
    status = 503


class OutsideEmailNotVerified(DomainError):
    """The provider names no address that it has verified."""

    code = "outside_email_not_verified"


class OutsideAccountToProve(DomainError):
    """An account has this address. Its person signs in with the password once; then the two are linked."""

    code = "outside_account_to_prove"
    status = 409
