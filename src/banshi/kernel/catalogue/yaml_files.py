"""Reading a catalogue from YAML that somebody handed in."""

from typing import Any

import yaml

from banshi.lib import sheets
from banshi.lib.results import Refused
from banshi.lib.results import gettext_noop as _

_DEEPEST = 12
ARTICLES = ("11-03-1",)


class _Loader(yaml.CSafeLoader):
    """A safe loader that refuses the same key twice, where plain YAML silently keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping, each key once."""
        seen: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(None, None, "duplicate key", key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


# A date without quotation marks stays the text that was written.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(content: bytes) -> list[dict[str, Any]]:
    """The rows of a catalogue file (a list, or a list under `items`); raises `Refused` with the line."""
    sheets.check_size(content, ARTICLES)
    try:
        _check_events(content)
        document = yaml.load(content, _Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        text = _("YAML文件第%(line)s行写法有误，请检查缩进、冒号和重复的栏目。")
        raise unreadable(text, line=line) from error
    except yaml.reader.ReaderError as error:
        raise unreadable(_("YAML文件要用UTF-8编码保存，现在的文件读不出来。")) from error
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise unreadable(_("YAML文件里有读不出来的数字或日期，请给它加上引号。")) from error
    rows = document.get("items") if isinstance(document, dict) else document
    if not isinstance(rows, list) or not rows:
        raise unreadable(_("文件里没有事项清单：请在 items 下一项一项地写。"))
    return rows


def unreadable(text: str, **params: object) -> Refused:
    """A refusal about the file itself."""
    return sheets.unreadable(text, ARTICLES, **params)


def _check_events(content: bytes) -> None:
    """Refuse aliases, tags and deep nesting before anything is built: they can be made to explode."""
    depth = 0
    for event in yaml.parse(content, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None):
            text = _("YAML文件第%(line)s行用了引用、标签或者嵌套太深，请写成普通的清单。")
            raise unreadable(text, line=event.start_mark.line + 1 if event.start_mark else 1)
