from __future__ import annotations

from pathlib import Path

from indexer.backend import SearchBackend
from indexer.backends.memory import MemoryBackend
from tests.backend_contract import BackendContract


class TestMemoryBackend(BackendContract):
    @classmethod
    def make(cls, directory: Path) -> SearchBackend:
        return MemoryBackend()
