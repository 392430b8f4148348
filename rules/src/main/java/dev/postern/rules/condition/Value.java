package dev.postern.rules.condition;

import dev.postern.rules.source.Position;

/**
 * A value to compare with.
 *
 * @param text the value, quotes and escapes resolved
 * @param quoted whether it stood in quotes: a quoted value never names a list
 * @param at its first character, quote included
 */
public record Value(String text, boolean quoted, Position at) {}
