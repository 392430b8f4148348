package dev.postern.lab;

import java.io.IOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A machine where a lab can be made; where {@code POSTERN_REQUIRE_BPF=1}, its lack is a failure.
 */
final class LabCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      Lab.requireUsable();
      return ConditionEvaluationResult.enabled("a lab can be made");
    } catch (IOException | LabException e) {
      if ("1".equals(System.getenv("POSTERN_REQUIRE_BPF"))) {
        throw new IllegalStateException("POSTERN_REQUIRE_BPF=1, but " + e.getMessage(), e);
      }
      return ConditionEvaluationResult.disabled(String.valueOf(e.getMessage()));
    }
  }
}
