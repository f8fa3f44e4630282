"""Where sentences end, without and with a trained model."""

from __future__ import annotations

from pathlib import Path

import nltk
import pytest
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer, save_punkt_params

from indexer.errors import ConfigError
from indexer.sentences import ABBREVIATIONS, MODEL, PLAIN, Splitter

DIGESTS = Path(__file__).resolve().parents[1] / "corpus" / "digests"


def split(splitter: Splitter, line: str) -> list[str]:
    return [line[start:end] for start, end in splitter.spans(line)]


def test_abbreviations_end_no_sentence() -> None:
    line = "He was under s. 37 of the Act. Mr. X agreed, e.g. to a curfew."
    assert split(PLAIN, line) == ["He was under s. 37 of the Act.", "Mr. X agreed, e.g. to a curfew."]


def test_a_row_of_a_table_is_one() -> None:
    assert split(PLAIN, "Level 2. All\t4\t6") == ["Level 2. All\t4\t6"]


def test_a_trained_model_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])
    text = "The supt. met the board. Each supt. spoke. No supt. was late. A supt. chairs it. " * 20
    (tmp_path / MODEL.parent).mkdir(parents=True)
    save_punkt_params(PunktTrainer(text).get_params(), str(tmp_path / MODEL))
    line = "He met the supt. She left."
    assert split(PLAIN, line) == ["He met the supt.", "She left."]
    assert split(Splitter(str(tmp_path)), line) == ["He met the supt. She left."]


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nltk_data: there is no tokenizers/punkt_tab/english"):
        Splitter(str(tmp_path))


def test_sentences_end_where_nltk_lets_them_end() -> None:
    known = PunktParameters()
    known.abbrev_types |= ABBREVIATIONS
    nltk = PunktSentenceTokenizer(known)
    lines = "".join(path.read_text(encoding="utf-8") for path in DIGESTS.glob("*.md")).split("\n")
    odd = [
        'He said "No." (Then he left.) So...',
        "No. 5 of St. Mary's. e.g. this! What?! -- That",
        "p. 3.5 A. Smith. i.e. x",
    ]
    for line in (*lines, *odd):
        if "\t" not in line:
            assert PLAIN.spans(line) == tuple(nltk.span_tokenize(line)), line
