"""Where sentences end. NLTK's Punkt knows nothing without training, so it is told the abbreviations of these reports;
where `language.nltk_data` names a folder with Punkt's trained English model, it uses that as well."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import nltk
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, load_punkt_params

from indexer.errors import ConfigError

ABBREVIATIONS = frozenset(
    "s ss mr mrs ms dr no nos e.g i.e eg ie etc st para paras ch vs".split(),  # noqa: SIM905
)
"""Behind which a full stop ends no sentence."""

MODEL = Path("tokenizers") / "punkt_tab" / "english"
"""Where NLTK keeps the model in its data folder."""

Spans = tuple[tuple[int, int], ...]


class Splitter:
    """Splits lines of text into sentences. Raises ConfigError where `nltk_data` is named but holds no model."""

    def __init__(self, nltk_data: str = "") -> None:
        known = _trained(Path(nltk_data)) if nltk_data else PunktParameters()
        known.abbrev_types |= ABBREVIATIONS
        self._punkt = PunktSentenceTokenizer(known)
        self.spans = lru_cache(maxsize=4096)(self._spans)

    def _spans(self, line: str) -> Spans:
        """Start and end of each sentence; a row of a table is one."""
        return ((0, len(line)),) if "\t" in line else tuple(self._punkt.span_tokenize(line))


def _trained(folder: Path) -> PunktParameters:
    if not (folder / MODEL).is_dir():
        raise ConfigError(f"language.nltk_data: there is no {MODEL} in {folder}")
    nltk.data.path.insert(0, str(folder.resolve()))  # NLTK reads only below the folders named here
    return load_punkt_params(nltk.data.find(f"{MODEL.as_posix()}/", paths=[str(folder.resolve())]))


PLAIN = Splitter()
