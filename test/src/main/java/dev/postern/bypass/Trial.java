package dev.postern.bypass;

/**
 * What an outcome is of.
 *
 * @param row tried
 * @param privilege as whom
 * @param regime under what
 */
public record Trial(Row row, Privilege privilege, Regime regime) {}
