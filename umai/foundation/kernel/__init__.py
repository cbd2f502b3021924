"""The smallest words of the house: actor, refusal, gate, clock, ids, scope, fences."""
