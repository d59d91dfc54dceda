"""Where settings come from, and that keys go only where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import ConfigurationError
from summarizer.llm.providers import MODES, providers
from summarizer.settings import Settings, load_settings

KEYS = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DEEPSEEK_API_KEY")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder and an environment without settings."""
    import os

    for name in list(os.environ):
        if name in KEYS or name.startswith("SUMMARIZER_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_flags_beat_environment_beats_dotenv_beats_toml(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "summarizer.toml").write_text('model = "from-toml"\n', "utf-8")
    assert load_settings().model == "from-toml"
    (bare / ".env").write_text("SUMMARIZER_MODEL=from-dotenv\n", "utf-8")
    assert load_settings().model == "from-dotenv"
    monkeypatch.setenv("SUMMARIZER_MODEL", "from-environment")
    assert load_settings().model == "from-environment"
    assert load_settings(model="from-flag").model == "from-flag"
    assert load_settings(model=None).model == "from-environment"


def test_nothing_configured_means_no_model() -> None:
    settings = load_settings()
    assert not settings.model_configured
    with pytest.raises(ConfigurationError, match="no language model"):
        _ = settings.endpoint_url


@pytest.mark.parametrize(
    "flags", [{"api_key": "k"}, {"base_url": "http://127.0.0.1:1/v1"}, {"model": "m"}, {"provider": "ollama"}]
)
def test_naming_any_part_of_a_model_configures_one(flags: dict[str, str]) -> None:
    assert load_settings(**flags).model_configured


def test_openai_variables_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    settings = load_settings()
    assert settings.endpoint_url == "https://api.openai.com/v1"
    assert settings.endpoint_key == "sk-openai"
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1/")
    settings = load_settings()
    assert (settings.endpoint_url, settings.endpoint_key) == ("http://127.0.0.1:9/v1", "sk-openai")


def test_an_openai_key_is_never_sent_to_another_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://proxy.example/v1")
    settings = load_settings(provider="deepseek")
    assert settings.endpoint_url == "https://api.deepseek.com"
    with pytest.raises(ConfigurationError, match="DEEPSEEK_API_KEY"):
        _ = settings.endpoint_key
    monkeypatch.setenv("DEEPSEEK_API_KEY", "sk-deepseek")
    assert settings.endpoint_key == "sk-deepseek"
    recognised = load_settings(base_url="https://api.deepseek.com/")
    assert recognised.endpoint_key == "sk-deepseek"


def test_keys_do_not_show_in_the_settings_or_their_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    shown = repr(load_settings(api_key="sk-mine")) + load_settings(api_key="sk-mine").model_dump_json()
    assert "sk-mine" not in shown and "sk-openai" not in shown
    monkeypatch.setenv("SUMMARIZER_TRIES", "sk-mistaken")
    with pytest.raises(ConfigurationError, match="tries") as raised:
        load_settings()
    assert "sk-mistaken" not in str(raised.value)


def test_an_unknown_provider_names_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="deepseek"):
        _ = load_settings(provider="nobody").preset


def test_a_base_url_must_be_a_web_address() -> None:
    with pytest.raises(ConfigurationError, match="http"):
        _ = load_settings(base_url="api.example.com").endpoint_url


def test_a_broken_toml_file_is_a_configuration_error(bare: Path) -> None:
    (bare / "summarizer.toml").write_text("model = \n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"summarizer\.toml"):
        load_settings()


def test_every_preset_is_complete() -> None:
    known = set(providers())
    assert {"openai", "deepseek", "dashscope", "zhipu", "moonshot", "openrouter"} <= known
    assert {"ollama", "vllm", "sglang", "llamacpp", "lmstudio"} <= known
    for preset in providers().values():
        assert preset.mode in MODES
        assert preset.base_url.startswith("https://" if preset.key else "http://127.0.0.1")
        assert preset.key is None or preset.model


def test_every_setting_stands_in_the_example_file() -> None:
    example = (Path(__file__).parent.parent / ".env.example").read_text("utf-8")
    for name in Settings.model_fields:
        variable = name.upper() if name.startswith("openai_") else f"SUMMARIZER_{name.upper()}"
        assert variable in example, variable
