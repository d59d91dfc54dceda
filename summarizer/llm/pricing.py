"""What a call costs, where genai-prices knows the model."""

from __future__ import annotations

from summarizer.report import Usage


def cost_of(usage: Usage, model: str, url: str) -> float | None:
    """US dollars for these tokens, or None where the price is not known.

    Args:
        usage: tokens, all attempts together.
        model: the model's name at the endpoint.
        url: the endpoint; a price holds for one provider only, and a model on a machine of one's own
            has none.
    """
    if not (usage.input or usage.output):
        return 0.0
    if any(host in url for host in ("//127.", "//localhost", "//[::1]", "//0.0.0.0")):
        return None
    from genai_prices import Usage as PricedUsage
    from genai_prices import calc_price

    tokens = PricedUsage(
        input_tokens=usage.input, output_tokens=usage.output, cache_read_tokens=usage.cached or None
    )
    try:
        price = calc_price(tokens, model, provider_api_url=url)
    except (LookupError, ValueError):
        return None
    return float(price.total_price)
