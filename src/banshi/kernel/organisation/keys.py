"""Keys of other systems."""

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, Actor, act
from banshi.kernel.organisation.models import ApiKey
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop


@act("revoke_api_key")
def revoke(*, key_id: int, cites: tuple[Citation, ...], actor: Actor = SYSTEM) -> None:
    """End a key at once: whoever uses it is refused. Raises `Refused` when there is none, or it was ended before."""
    if not ApiKey.objects.filter(pk=key_id, revoked_at=None).update(revoked_at=clock.now()):
        raise Refused(Reason(gettext_noop("没有这个密钥，或者已经停用了。"), (), "id"))
    append([NewEntry("accounts", "api_key_revoked", cites, {"key": key_id})], actor=actor)
