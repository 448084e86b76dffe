"""Taking a bureau into the house: its sections, its people and their posts (05-04-2, 05-04-3)."""

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.enrolment import Enrolled, enrol
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.organisation.roster import Roster
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import Reason, Refused, gettext_noop

NOTHING_NEW = gettext_noop("文件与现在的科室、人员和岗位相同，没有需要导入的。")
FLAWED = gettext_noop("文件里有 %(count)s 处有错，一行也没有导入。请先改正再导入。")


@act("load_roster", "05-04-2", "05-04-3")
def load_roster(*, roster: Roster, actor: Actor, cites: tuple[Citation, ...]) -> Enrolled:
    """Enter or change sections, colleagues and posts, all or none; returns what was done and initial passwords."""
    permit(actor, "import_roster")
    if roster.flaws:
        raise Refused(Reason(FLAWED, ("05-04-2",), "file", {"count": len(roster.flaws)}))
    done = enrol(roster)
    if not (done.sections or done.staff or done.posts):
        raise Refused(Reason(NOTHING_NEW, ("05-04-2",), "file"))
    payload = {"sections": done.sections, "staff": done.staff, "posts": done.posts}
    append([NewEntry("organisation", "roster_loaded", cites, payload)], actor=actor)
    return done
