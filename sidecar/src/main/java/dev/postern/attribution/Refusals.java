package dev.postern.attribution;

import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.event.ProcessImage;
import dev.postern.event.Refusal;
import org.jspecify.annotations.Nullable;

/** Says why the policy refuses what records tell of. */
public interface Refusals {

  /** Where no policy can be asked. */
  Refusals UNEXPLAINED =
      (record, process) -> new Refusal(record.enforced(), "no policy allows it", null, null);

  /**
   * Explains one refusal.
   *
   * @param process who was refused; null when that is not known
   * @return null when it is none: the kernel, which tells of what it would refuse, does not know
   *     everything
   */
  @Nullable Refusal of(Blocked record, @Nullable ProcessImage process);

  /**
   * Explains why a name may not be asked for.
   *
   * @param name in lower case, without a dot at its end
   * @return null when it may
   */
  default @Nullable Refusal ofName(String name) {
    return null;
  }
}
