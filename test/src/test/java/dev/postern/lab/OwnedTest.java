package dev.postern.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnedTest {

  private final List<String> undone = new ArrayList<>();
  private final Owned owned = new Owned();

  @Test
  void everythingIsUndoneOnceInReverse() throws IOException {
    owned.add(thing("first"));
    owned.add(thing("second"));
    owned.close();
    owned.close();
    assertThat(undone).containsExactly("second", "first");
  }

  @Test
  void aFailureKeepsNothingElseFromBeingUndone() {
    owned.add(thing("first"));
    owned.add(
        () -> {
          throw new LabException("stuck");
        });
    assertThatIOException().isThrownBy(owned::close).withMessage("stuck");
    assertThat(undone).containsExactly("first");
  }

  @Test
  void whatComesTooLateIsUndoneAtOnce() throws IOException {
    owned.close();
    assertThatExceptionOfType(LabException.class).isThrownBy(() -> owned.add(thing("late")));
    assertThat(undone).containsExactly("late");
  }

  @Test
  void whatWasGivenUpIsNotUndone() throws IOException {
    Closeable thing = owned.add(thing("given up"));
    owned.forget(thing);
    owned.close();
    assertThat(undone).isEmpty();
  }

  private Closeable thing(String name) {
    return () -> undone.add(name);
  }
}
