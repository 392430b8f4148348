package dev.postern.attribution;

import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.event.ProcessImage;
import dev.postern.event.Refusal;
import org.jspecify.annotations.Nullable;

/** Says why the policy refused what a record tells of. */
public interface Refusals {

  /** Where no policy can be asked. */
  Refusals UNEXPLAINED =
      (record, process) -> new Refusal(record.enforced(), "no policy allows it", null, null);

  /**
   * Explains one refusal.
   *
   * @param process who was refused; null when that is not known
   */
  Refusal of(Blocked record, @Nullable ProcessImage process);
}
