package dev.postern.bypass;

import java.util.List;

/**
 * What surrounds an attempt. Scripts are for a shell; an empty one does nothing.
 *
 * @param before whether its first half comes before the policy
 * @param elsewhere whether it is about another port of the allowed address
 * @param helper a tester outside the scope, in its network, started first; or nobody
 * @param onlyToken whether somebody else goes to the same destination rightly, so that only the
 *     token is a leak
 * @param prepareOutside a script for the outside network, before
 * @param undoOutside a script for the outside network, after
 * @param undoInside a script for the scope's network, after
 */
record Stage(
    boolean before,
    boolean elsewhere,
    List<String> helper,
    boolean onlyToken,
    String prepareOutside,
    String undoOutside,
    String undoInside) {

  static final Stage PLAIN = new Stage(false, false, List.of(), false, "", "", "");

  /** Half of it is older than the policy. */
  static final Stage BEGUN_BEFORE = new Stage(true, false, List.of(), false, "", "", "");

  static final Stage OTHER_PORT = new Stage(false, true, List.of(), false, "", "", "");

  static final Stage ONLY_TOKEN = new Stage(false, false, List.of(), true, "", "", "");

  static Stage helped(String... helper) {
    return new Stage(false, false, List.of(helper), false, "", "", "");
  }

  /** The helper's own connection is none of the scope's. */
  static Stage helpedByTalker(String... helper) {
    return new Stage(false, false, List.of(helper), true, "", "", "");
  }

  static Stage outside(String prepare, String undo) {
    return new Stage(false, false, List.of(), false, prepare, undo, "");
  }

  static Stage undoneBy(String script) {
    return new Stage(false, false, List.of(), false, "", "", script);
  }
}
