"""What can be ticked when something is refused: from the catalogue, from the case, from the section."""

from dataclasses import dataclass

from banshi.institutions.refusals.queries.standing import VERIFYING
from banshi.institutions.refusals.rules.grounds import basis_of
from banshi.kernel.cases import uploads
from banshi.kernel.cases.queries import CaseCard, materials
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders

Choices = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """Sentences and law of the catalogue; gaps, papers and files of the case; people who can have verified."""

    reasons: tuple[str, ...]
    legal_basis: tuple[str, ...]
    gaps: Choices
    papers: Choices
    files: Choices
    people: Choices


def offered(case: CaseCard) -> Offered:
    """Everything that can be ticked for this case; law only where the catalogue names the article."""
    spec, papers = catalogue.spec(case.item_version_id), materials(case.id)
    names = {paper.seq: f"{paper.seq}. {paper.name}" for paper in papers}
    files = [
        (file.id, f"{names.get(seq, '')}（{at}）")
        for seq, found in uploads.of_case(case.id).items()
        for at, file in enumerate(found, 1)
    ]
    section = {one for role in VERIFYING if role != "clerk" for one in holders(role, case.section_id)}
    people = organisation.called(section | set(holders("clerk")))
    lines = [f"《{basis.law}》{basis.article}" for basis in spec.legal_basis]
    return Offered(
        spec.refusal_reasons,
        tuple(line for line in lines if basis_of(line)),
        tuple(
            (paper.seq, names[paper.seq] + (f"：{paper.problem}" if paper.problem else ""))
            for paper in papers
            if paper.status != "present"
        ),
        tuple((paper.seq, names[paper.seq]) for paper in papers if paper.status != "missing"),
        tuple(files),
        tuple(sorted(people.items(), key=lambda pair: (pair[0] not in section, pair[0]))),
    )
