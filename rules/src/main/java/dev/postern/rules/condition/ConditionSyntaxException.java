package dev.postern.rules.condition;

import dev.postern.rules.source.Problem;

/** A condition that can't be parsed, with the first thing wrong in it. */
public final class ConditionSyntaxException extends Exception {

  private final transient Problem problem;

  ConditionSyntaxException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
