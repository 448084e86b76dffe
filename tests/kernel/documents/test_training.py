"""A paper of a training says on every page that it is void; one in earnest is what it was."""

import pytest

from banshi.kernel.documents.actions import make


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("zh-hans", "演练"), ("en", "EXERCISE")])
def test_every_paper_of_a_training_says_so(issue, text_of, settings, language, words):
    plain = issue(language=language)
    assert "watermark" not in plain.data
    settings.BANSHI_TRAINING = True
    paper = issue(language=language)
    assert words in str(paper.data["watermark"])
    assert words not in text_of(make(plain))
    assert words in text_of(make(paper))
