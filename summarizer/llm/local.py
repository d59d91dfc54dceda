"""A GGUF model in this process, for those who may not send pages out (extra `[local]`).

llama.cpp holds the model to the schema while it decodes: the answer's form cannot be wrong, only what
it says. One page at a time is read; waiting does not block other work.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from summarizer.errors import ConfigurationError, TransportError
from summarizer.llm.client import Answer, Message
from summarizer.llm.transport import TooLongError
from summarizer.report import Usage

CONTEXT = 8_192
"""Tokens of context: room for a part of a page with its prompt and answer."""


class LocalClient:
    """Asks a model file. The weights are loaded for the first page.

    Args:
        model_file: a GGUF file whose metadata hold its chat template.

    Raises:
        ConfigurationError: there is no such file.
    """

    def __init__(self, model_file: Path) -> None:
        if not model_file.is_file():
            raise ConfigurationError(
                f"{model_file} does not exist", hint="name a GGUF file with --model-file"
            )
        self.model_file = model_file
        self._model: Any = None
        self._lock = threading.Lock()

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        """Answer in a thread of its own, one call at a time.

        Raises:
            ConfigurationError: llama-cpp-python is missing, or the file is no model it can read.
            TooLongError: the messages do not fit the model's context.
            TransportError: the model failed.
        """
        return await asyncio.to_thread(self._in_turn, list(messages), dict(parts))

    def _in_turn(self, messages: list[Message], parts: dict[str, Any]) -> Answer:
        with self._lock:
            return self._answer(messages, parts)

    def _answer(self, messages: list[Message], parts: dict[str, Any]) -> Answer:
        if self._model is None:
            self._model = self._load()
        wanted = {
            name: parts[name] for name in ("max_tokens", "temperature", "response_format") if name in parts
        }
        try:
            completion: dict[str, Any] = self._model.create_chat_completion(messages=messages, **wanted)
        except ValueError as error:
            if "context window" in str(error):
                raise TooLongError(
                    f"the page is too long for {self.model_file.name}", hint="lower part_characters"
                ) from None
            raise TransportError(f"{self.model_file.name} failed: {error}", calls=1) from error
        except RuntimeError as error:
            raise TransportError(f"{self.model_file.name} failed: {error}", calls=1) from error
        choice = completion["choices"][0]
        usage = cast("dict[str, int]", completion.get("usage") or {})
        return Answer(
            text=choice["message"].get("content") or "",
            finish=choice.get("finish_reason") or "stop",
            usage=Usage(input=usage.get("prompt_tokens", 0), output=usage.get("completion_tokens", 0)),
            model=self.model_file.stem,
        )

    def _load(self) -> Any:
        try:
            from llama_cpp import Llama  # pyright: ignore[reportMissingImports, reportUnknownVariableType]
        except ImportError:
            raise ConfigurationError(
                "llama-cpp-python is missing", hint="pip install 'summarizer[local]', or use --engine offline"
            ) from None
        try:
            return cast(Any, Llama)(model_path=str(self.model_file), n_ctx=CONTEXT, verbose=False)
        except (ValueError, RuntimeError, OSError) as error:
            raise ConfigurationError(
                f"{self.model_file} is no model that llama.cpp can read: {error}", hint="name a GGUF file"
            ) from None

    async def close(self) -> None:
        """Let go of the weights."""
        model, self._model = self._model, None
        if model is not None:
            model.close()
