"""Whether the page says that the article can be read without paying.

In: the page's statements. Out: True, False, or None where it does not say. A short body is no statement.
"""

from typing import Final

from tasks.extract.statements import Found, Statements

# Facebook's `article:content_tier`: metered articles count as paid, like schema.org's isAccessibleForFree has it.
_TIERS: Final = {"free": True, "metered": False, "locked": False, "premium": False, "paid": False}


def accessible_for_free(page: Statements) -> Found[bool] | None:
    """What the page states, JSON-LD before the meta tag."""
    flag = page.node.flag("isAccessibleForFree") if page.node else None
    if flag is not None:
        return Found(flag, "json_ld:isAccessibleForFree")
    for name, content in page.meta.all("article:content_tier", "isaccessibleforfree"):
        tier = {**_TIERS, "true": True, "false": False}.get(content.casefold())
        if tier is not None:
            return Found(tier, f"meta:{name}")
    return None
