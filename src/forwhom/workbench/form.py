"""The forms beside the pages: HTML that already shows an answer, and becomes alive when somebody touches it."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN
from forwhom.classic import EXPECTED
from forwhom.jwt.token import TokenForm
from forwhom.page.provider import CLIENT_ID
from forwhom.workbench.trial import trial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forwhom.case import Case
    from forwhom.example import Example
    from forwhom.page.message import Printed
    from forwhom.provider import Provider
    from forwhom.verifier import Verifier


_BETWEEN = frozenset(" \t\r\n,")


def verifier_form(verifier: Verifier) -> str:
    """An `aud` and what is expected, and what the verifier does with the two."""
    found = f"{EXPECTED}/"
    answer = trial({"verifier": verifier.id, "found": found, "audiences": [EXPECTED]})
    outcome, told = (str(answer[name]) for name in ("outcome", "told")) if answer else ("", "")
    return f"""\
<aside class="try" aria-labelledby="try-title">
<form id="try" data-verifier="{verifier.id}" autocomplete="off">
<h2 id="try-title">Try your own values</h2>
<p class="field"><label for="expected">Expected audience</label>
<input id="expected" value="{EXPECTED}" spellcheck="false" aria-describedby="expected-hint">
<span class="hint" id="expected-hint">Several: separate them with blanks. Empty: none is configured.</span></p>
<p class="field"><label for="found">Found: the <code>aud</code> of the token</label>
<textarea id="found" rows="2" spellcheck="false" aria-describedby="found-hint">{found}</textarea>
<span class="hint" id="found-hint">A text, or any JSON: an array, <code>null</code>, a number.</span></p>
<p class="check"><input type="checkbox" id="absent"><label for="absent">The token has no <code>aud</code></label></p>
<div id="outcome" class="outcome {outcome}" role="status"><p>{escape(told)}</p></div>
<p><a id="workbench" class="button" href="../../#{_link(found, [EXPECTED], verifier.id)}">Open in the workbench</a></p>
<div id="recipe"></div>
</form>
</aside>"""


def _link(found: str, audiences: Sequence[str], verifier: str) -> str:
    given = [("text", json.dumps({"aud": found})), *(("audience", one) for one in audiences), ("verifier", verifier)]
    return escape(urlencode(given))


def provider_form(provider: Provider) -> str:
    """The values that the snippets of a provider need."""
    return f"""\
<aside class="try" aria-labelledby="try-title">
<form id="route" data-provider="{provider.id}" autocomplete="off">
<h2 id="try-title">With your own values</h2>
<p class="field"><label for="audience">Audience that is needed</label>
<input id="audience" value="{EXPECTED}" spellcheck="false"></p>
<p class="field"><label for="client_id">Client id</label>
<input id="client_id" value="{CLIENT_ID}" spellcheck="false"></p>
<p class="field"><label for="issuer">Issuer</label>
<input id="issuer" value="{escape(provider.issuer_examples[0])}" spellcheck="false"></p>
<div id="fixes" class="fixes" role="group" aria-label="What to do"><p class="hint">What to do, with these values in it, appears here.</p></div>
</form>
</aside>"""


def finding_form(examples: Sequence[Example]) -> str:
    """The examples that a link can carry, to be run in the workbench."""
    items = [
        f'<li><a href="../../#{escape(given)}">{escape(one.note)}</a>'
        f'<span class="hint"> {"fires" if one.fires else "stays silent"}</span></li>'
        for one in examples
        if (given := carried(one.case))
    ]
    if not items:
        return ""
    listed = "\n".join(items)
    return f"""\
<aside class="try" aria-labelledby="try-title">
<h2 id="try-title">Run its examples</h2>
<p class="hint">Each opens in the workbench.</p>
<ul class="run">
{listed}
</ul>
</aside>"""


def message_form(printed: Sequence[Printed]) -> str:
    """A box for the message as it was seen, with its sample in it."""
    sample = printed[0][1].sample.strip()
    return f"""\
<aside class="try" aria-labelledby="try-title">
<form id="seen" autocomplete="off">
<h2 id="try-title">With your own values</h2>
<p class="field"><label for="text">The message as you see it, and the token if you have it</label>
<textarea id="text" rows="6" spellcheck="false">{escape(sample)}</textarea></p>
<p><a id="workbench" class="button" href="../../#{escape(urlencode({"text": sample}))}">Open in the workbench</a></p>
</form>
</aside>"""


def carried(case: Case) -> str | None:
    """The fragment of a link that opens the workbench on a case; `None` where it cannot hold all of the case."""
    token, expectation = case.token, case.expectation
    beyond = (case.keys, case.signature_valid, case.now, case.outcome, expectation.issuers, expectation.algorithms)
    if any(one is not None for one in beyond) or (token and token.form is not TokenForm.PARTS):
        return None
    texts = [case.error or ""]
    if token:
        # A header without parameters says nothing, and is not read as one.
        texts += [json.dumps(part, ensure_ascii=False) for part in (token.header, token.claims) if part]
    # The field for the expected audiences takes them apart at blanks and commas.
    if any(not one or set(one) & _BETWEEN for one in expectation.values):
        return None
    given = [("text", "\n\n".join(filter(None, texts)))]
    if expectation.audiences is NONE_CONFIGURED:
        given.append(("unset", ""))
    elif expectation.audiences is not UNKNOWN:
        given += [("audience", one) for one in expectation.values]
    given += [(name, one) for name, one in (("verifier", case.verifier), ("provider", case.provider)) if one]
    return urlencode(given)
