"""Settings: flags > environment > `.env` > `summarizer.toml`.

The environment's names are the fields' names in capitals after `SUMMARIZER_`. `OPENAI_API_KEY` and
`OPENAI_BASE_URL` are understood too, but only for an endpoint they belong to: an OpenAI key is never
sent to another provider. Importing this module costs a quarter of a second: commands that need no
model do without.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from summarizer.errors import ConfigurationError
from summarizer.llm.providers import Mode, Provider, provider, provider_at


class Settings(BaseSettings):
    """Everything the language-model reader can be told. See `.env.example`."""

    model_config = SettingsConfigDict(
        env_prefix="SUMMARIZER_",
        env_file=".env",
        toml_file="summarizer.toml",
        extra="ignore",
        env_ignore_empty=True,
        populate_by_name=True,
        protected_namespaces=(),
        hide_input_in_errors=True,
    )

    provider: str | None = Field(default=None, description="a preset of data/providers.toml")
    api_key: SecretStr | None = Field(default=None, description="the endpoint's key")
    base_url: str | None = Field(default=None, description="the endpoint, up to and with /v1")
    model: str | None = Field(default=None, description="the model's name at the endpoint")
    model_file: Path | None = Field(default=None, description="a GGUF file, read in this process")
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("openai_api_key", "OPENAI_API_KEY")
    )
    openai_base_url: str | None = Field(
        default=None, validation_alias=AliasChoices("openai_base_url", "OPENAI_BASE_URL")
    )

    mode: Mode | Literal["auto"] = Field(default="auto", description="how structure is asked for")
    prompt: str = Field(default="read-1", description="a folder of prompts/")
    temperature: float | None = Field(default=0.0, ge=0, le=2)
    max_output_tokens: int | None = Field(
        default=None, gt=0, description="a call's output limit; by default it follows from the figures"
    )
    max_calls: int = Field(default=2, ge=1, description="calls a part of a page, the first one included")
    max_page_tokens: int = Field(
        default=40_000, gt=0, description="tokens a page, in and out: no further call beyond"
    )
    part_characters: int = Field(default=6_000, ge=500, description="longer pages are read in parts")
    max_parts: int = Field(default=8, ge=1, description="longer pages are refused")
    cross_read: bool = Field(default=True, description="compare the model's rows with the rules' rows")

    connect_timeout: float = Field(default=10.0, gt=0, description="seconds")
    read_timeout: float = Field(default=120.0, gt=0, description="seconds between two bytes")
    total_timeout: float = Field(default=180.0, gt=0, description="seconds a call, from start to end")
    tries: int = Field(default=4, ge=1, description="requests a call, where trying again may help")
    max_wait: float = Field(
        default=60.0, ge=0, description="seconds; an endpoint that asks for more is given up"
    )

    cache: bool = Field(default=True, description="keep answers, so that nothing is paid for twice")
    refresh: bool = Field(default=False, description="ask again, and keep the new answer")
    cache_dir: Path | None = Field(default=None, description="by default the user's cache folder")
    cache_megabytes: int = Field(default=200, ge=1)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then environment, then `.env`, then `summarizer.toml`."""
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def model_configured(self) -> bool:
        """Whether anything here names a model to ask: a key, an endpoint, a provider or a file."""
        named = (
            self.provider,
            self.api_key,
            self.base_url,
            self.model,
            self.model_file,
            self.openai_api_key,
            self.openai_base_url,
        )
        return any(value is not None for value in named)

    @property
    def preset(self) -> Provider | None:
        """The provider named, or recognised by its address.

        Raises:
            ConfigurationError: the name is unknown.
        """
        if self.provider:
            return provider(self.provider)
        if address := self.base_url or self.openai_base_url:
            return provider_at(address)
        return provider("openai") if self.openai_api_key or self.api_key else None

    @property
    def endpoint_url(self) -> str:
        """Where requests go.

        Raises:
            ConfigurationError: nothing says where.
        """
        named = self.base_url
        if not named and (self.provider or "openai").lower() == "openai":
            named = self.openai_base_url
        preset = self.preset
        url = named or (preset.base_url if preset else None)
        if not url:
            raise ConfigurationError(
                "no language model is configured",
                hint="set OPENAI_API_KEY, or SUMMARIZER_BASE_URL, or use --engine offline",
            )
        if not url.startswith(("http://", "https://")):
            raise ConfigurationError(
                f"base_url is no web address: {url}", hint="it begins with http:// or https://"
            )
        return url.rstrip("/")

    @property
    def endpoint_key(self) -> str | None:
        """The key to send, or None where the endpoint needs none.

        Raises:
            ConfigurationError: the provider needs a key and none is set.
        """
        if self.api_key:
            return self.api_key.get_secret_value()
        preset = self.preset
        if preset is None or preset.name == "openai":
            if self.openai_api_key:
                return self.openai_api_key.get_secret_value()
            if preset is None or self.base_url or self.openai_base_url:
                return None
        if preset.key is None:
            return None
        if own := os.environ.get(preset.key):
            return own
        if self.base_url and provider_at(self.base_url) is None:
            return None
        raise ConfigurationError(
            f"no key for {preset.name}",
            hint=f"set {preset.key} or SUMMARIZER_API_KEY, or use --engine offline",
        )

    @property
    def model_name(self) -> str:
        """The model to ask for.

        Raises:
            ConfigurationError: none is set and the provider has no default.
        """
        preset = self.preset
        name = self.model or (preset.model if preset else None)
        if not name:
            raise ConfigurationError("no model is named", hint="set SUMMARIZER_MODEL or --model")
        return name


def load_settings(**flags: Any) -> Settings:
    """The settings in force; a flag that is None counts as not given.

    Raises:
        ConfigurationError: a value is not what it must be; the message names it, never its content.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(f"setting {name}: {first['msg']}", hint="see .env.example") from None
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"summarizer.toml cannot be read: {error}", hint="check its syntax"
        ) from None
