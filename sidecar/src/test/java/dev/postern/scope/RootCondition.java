package dev.postern.scope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Root with a cgroup v2 hierarchy; where {@code POSTERN_REQUIRE_BPF=1}, its lack is a failure. */
final class RootCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      Path root = CgroupFilesystem.find().root();
      if (Files.isWritable(root)) {
        return ConditionEvaluationResult.enabled("cgroups can be made");
      }
      return missing("not allowed to make cgroups in " + root);
    } catch (IOException e) {
      return missing(String.valueOf(e.getMessage()));
    }
  }

  private static ConditionEvaluationResult missing(String reason) {
    if ("1".equals(System.getenv("POSTERN_REQUIRE_BPF"))) {
      throw new IllegalStateException("POSTERN_REQUIRE_BPF=1, but " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
