"""Where sentences end. NLTK's Punkt knows nothing without training, so it is told the abbreviations of these reports;
where `language.nltk_data` names a folder with Punkt's trained English model, it uses that as well."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import nltk
from nltk.tokenize.punkt import (
    PunktLanguageVars,
    PunktParameters,
    PunktSentenceTokenizer,
    PunktToken,
    load_punkt_params,
)

from indexer.errors import ConfigError

ABBREVIATIONS = frozenset(
    "s ss mr mrs ms dr no nos e.g i.e eg ie etc st para paras ch vs".split(),  # noqa: SIM905
)
"""Behind which a full stop ends no sentence."""

MODEL = Path("tokenizers") / "punkt_tab" / "english"
"""Where NLTK keeps the model in its data folder."""

Spans = tuple[tuple[int, int], ...]


def _plain(timed: Any, flags: int = 0) -> re.Pattern[str]:
    """A pattern of NLTK's for `re`. NLTK has each of its matches watched by a clock, because of patterns from outside;
    these are its own, are read in one pass whatever the text, and take a third of the time without."""
    return re.compile(timed.pattern, flags)


class _English(PunktLanguageVars):  # type: ignore[misc]
    __slots__ = ()
    re_boundary_realignment = _plain(PunktLanguageVars.re_boundary_realignment, re.MULTILINE)
    _ends = _plain(PunktLanguageVars().period_context_re(), re.VERBOSE)
    _words = _plain(PunktLanguageVars()._word_tokenizer_re(), re.VERBOSE)

    def period_context_re(self) -> re.Pattern[str]:
        return self._ends

    def _word_tokenizer_re(self) -> re.Pattern[str]:
        return self._words


class _Token(PunktToken):  # type: ignore[misc]
    __slots__ = ()
    _RE_ELLIPSIS = _plain(PunktToken._RE_ELLIPSIS)
    _RE_NUMERIC = _plain(PunktToken._RE_NUMERIC)
    _RE_INITIAL = _plain(PunktToken._RE_INITIAL)
    _RE_ALPHA = _plain(PunktToken._RE_ALPHA)


class Splitter:
    """Splits lines of text into sentences. Raises ConfigError where `nltk_data` is named but holds no model."""

    def __init__(self, nltk_data: str = "") -> None:
        known = _trained(Path(nltk_data)) if nltk_data else PunktParameters()
        known.abbrev_types |= ABBREVIATIONS
        self._punkt = PunktSentenceTokenizer(known, lang_vars=_English(), token_cls=_Token)
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
