"""Catalogue files by their names: YAML and Excel in, Excel out."""

from collections.abc import Mapping
from typing import Any

from banshi.kernel.catalogue.excel_files import export_excel, read_excel, write_template
from banshi.kernel.catalogue.yaml_files import read_yaml, unreadable
from banshi.lib.results import gettext_noop as _

__all__ = ["export_excel", "read_excel", "read_file", "read_yaml", "write_template"]

_READERS: Mapping[str, Any] = {"yaml": read_yaml, "yml": read_yaml, "xlsx": read_excel}


def read_file(name: str, content: bytes) -> list[dict[str, Any]]:
    """The rows of a file handed in under `name`, ready for `import_catalogue`; raises `Refused`."""
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise unreadable(_("只能导入 .yaml、.yml 或 .xlsx 文件。"))
    return reader(content)
