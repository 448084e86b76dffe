"""A webhook of the sample bureau, registered and stopped: it calls nobody until somebody starts it."""

from banshi.kernel.ledger.acts import Actor
from banshi.kernel.webhooks import actions as webhooks
from banshi.kernel.webhooks.models import Subscription

NAME = "市级政务服务平台（样例）"
URL = "http://127.0.0.1:9000/"
# Known to everybody who reads docs/api/receiver.md.
SECRET = "whsec_YmFuc2hpLWRlbW8tc2VjcmV0LWtub3duLXRvLWV2ZXJ5Ym9keQ=="
KINDS = ("received", "supplement_asked", "accepted", "decided", "served")


def register_sample(administrator: Actor, staff_id: int) -> None:
    """Register it with this colleague's posts, under the known secret, and stop it."""
    wanted = webhooks.Wanted(name=NAME, url=URL, kinds=KINDS, staff_id=staff_id)
    made = webhooks.register(wanted=wanted, actor=administrator)
    row = Subscription.objects.get(pk=made)
    row.secret = SECRET
    row.save(update_fields=["secret"])
    webhooks.stop(subscription_id=made, actor=administrator)
