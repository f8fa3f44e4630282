"""What does a change to a rule win, and what does it break? Scores against the reference data, beside the last saved.

    python -m tests.bench.score          # prints gains and losses against tests/scores.json
    python -m tests.bench.score --save   # the same, and saves: commit the file with the rule

Needs the reference data (../shared) beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from indexer.cli import main as mappa

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAVED = ROOT / "tests" / "scores.json"
TASKS = ("sections", "statistics", "entities", "search", "ask")
TIMED = "latency"
"""Figures with this in their name differ from run to run and are not saved."""

Scores = dict[str, dict[str, Any]]


def measure(kind: str) -> dict[str, Any]:
    """Figures and misses for the five reports as text or as PDF."""
    with tempfile.TemporaryDirectory() as index:
        if mappa(["index", str(SHARED / "corpus" / kind), "--index", index]):
            raise SystemExit(f"the reports in {SHARED / 'corpus' / kind} could not all be indexed")
        found: dict[str, Any] = {"figures": {}, "misses": []}
        for task in TASKS:
            command = [sys.executable, str(SHARED / "score" / "score.py"), task, "--json", "--verbose"]
            command += ["--mappa", f"{sys.executable} -m indexer.cli", "--index", index]
            said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
            found["figures"] |= {name: round(v, 4) for name, v in said["figures"].items() if TIMED not in name}
            found["misses"] += [f"{miss['figure']}: {miss['where']}" for miss in said["misses"]]
        found["misses"] = sorted(set(found["misses"]))
        return found


def compare(kind: str, before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Lines that say which figures moved, what was won and what was lost."""
    lines = []
    for name, value in now["figures"].items():
        old = before["figures"].get(name)
        if old != value:
            lines.append(f"{kind}  {name}: {'new' if old is None else old} -> {value}")
    lines += [f"{kind}  won   {miss}" for miss in before["misses"] if miss not in now["misses"]]
    lines += [f"{kind}  lost  {miss}" for miss in now["misses"] if miss not in before["misses"]]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", action="store_true", help="make these the scores to compare with")
    args = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"the reference data is not beside this checkout: {SHARED} does not exist")
    saved: Scores = json.loads(SAVED.read_text(encoding="utf-8")) if SAVED.is_file() else {}
    scores = {kind: measure(kind) for kind in ("text", "pdf")}
    lines = [
        line
        for kind, now in scores.items()
        for line in compare(kind, saved.get(kind, {"figures": {}, "misses": []}), now)
    ]
    print("\n".join(lines) or "no figure moved, nothing won, nothing lost")
    if args.save:
        SAVED.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
