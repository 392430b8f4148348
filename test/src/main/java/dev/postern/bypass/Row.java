package dev.postern.bypass;

import java.util.List;
import java.util.Set;

/**
 * One way around a policy.
 *
 * @param name unique, as the table shows it
 * @param threats numbers in the catalogue of threats
 * @param least the least privilege that it needs
 * @param needs what it needs besides, or empty
 * @param family of both destinations
 * @param command a tester and its own arguments, or a command with a slash; {@code {word}} stands
 *     for what {@link Placeholders} knows
 * @param regimes where it is tried
 * @param stage what is special about it
 */
public record Row(
    String name,
    String threats,
    Privilege least,
    String needs,
    Family family,
    List<String> command,
    Set<Regime> regimes,
    Stage stage) {

  private static final Set<Regime> NETWORK = Set.of(Regime.NONE, Regime.DENY_ALL, Regime.ALLOWLIST);
  private static final Set<Regime> NAMES = Set.of(Regime.NONE, Regime.NAMES);
  private static final Set<Regime> PROCESS = Set.of(Regime.NONE, Regime.EXECUTABLE);

  static Row of(String name, String threats, Family family, String... command) {
    return new Row(
        name + family.suffix(),
        threats,
        Privilege.NONE,
        "",
        family,
        List.of(command),
        NETWORK,
        Stage.PLAIN);
  }

  /** Whether it is about who may, not about where to. */
  boolean isOfProcess() {
    return regimes.contains(Regime.EXECUTABLE);
  }

  /** Whether it is about what is asked of resolvers, and what they say. */
  boolean isOfNames() {
    return regimes.contains(Regime.NAMES);
  }

  Row with(Privilege privilege) {
    return new Row(name, threats, privilege, needs, family, command, regimes, stage);
  }

  Row needing(String what) {
    return new Row(name, threats, least, what, family, command, regimes, stage);
  }

  Row named(String other) {
    return new Row(other, threats, least, needs, family, command, regimes, stage);
  }

  Row ofProcess() {
    return new Row(name, threats, least, needs, family, command, PROCESS, stage);
  }

  Row ofNames() {
    return new Row(name, threats, least, needs, family, command, NAMES, stage);
  }

  /** The same with something special about it. */
  Row at(Stage changed) {
    return new Row(name, threats, least, needs, family, command, regimes, changed);
  }

  /**
   * Everybody it is tried as: without capabilities and, if none are needed, with a container's. Of
   * names no capability of those tells anything.
   */
  List<Privilege> privileges() {
    return least == Privilege.NONE && !isOfNames()
        ? List.of(Privilege.NONE, Privilege.CONTAINER)
        : List.of(least);
  }

  @Override
  public String toString() {
    return name;
  }
}
