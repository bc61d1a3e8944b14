"""Rules: text to a typed expression tree, and the tree to source.  Nothing is ever evaluated from text.

    checks = parse_rules(contract.rules, root)      # root: what the schema declares, a Declaration
    for check in checks:
        check.rule, check.when, check.assertion     # the trees
        check.reads                                 # Read(path, needed, integral), each path once
        violation(check, scope)                     # Code: true when the rule applies and does not hold
        message(check, scope)                       # Code: the sentence, for an instance that violates it

`violation` and `message` are for an instance where every read with `needed` is present and every read that is
present is valid against its own schema.  The source calls, by name, library functions: `equal` and `show`,
and of `holotype.compiler.rules.runtime` `contains`, `exact` and `plain_number`.
"""

from __future__ import annotations

from holotype.compiler.rules.conditions import Scope, violation
from holotype.compiler.rules.declarations import Declaration
from holotype.compiler.rules.messages import message
from holotype.compiler.rules.parsing import parse_rules
from holotype.compiler.rules.terms import Read, RuleCheck

__all__ = ["Declaration", "Read", "RuleCheck", "Scope", "message", "parse_rules", "violation"]
