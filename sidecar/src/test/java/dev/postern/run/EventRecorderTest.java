package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Container;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.sensor.SensorListener;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecorderTest {

  private static final Container CONTAINER =
      new Container("3ad7b26ded6d", null, null, null, null, null);

  @TempDir Path folder;

  private static Event event(int uid) {
    return new Event(EventType.EXECVE, 1, 43, uid, 0, null, CONTAINER, null, 0);
  }

  @Test
  void everyEventIsALineInOrder() throws Exception {
    Path path = folder.resolve("events");
    try (RecordFile file = RecordFile.open(path);
        EventRecorder recorder = new EventRecorder(file, "n")) {
      SensorListener listener = recorder.and(_ -> {});
      for (int i = 0; i < 2_000; i++) {
        listener.tried(event(i));
        listener.event(event(9_999)); // what rules are not tried on is not recorded
      }
      assertThat(recorder.finish()).isEmpty();
    }
    assertThat(Files.readAllLines(path)).hasSize(2_000);
    for (int i : new int[] {0, 1_999}) {
      assertThat(Files.readAllLines(path).get(i)).contains("\"user.uid\":" + i + ",");
    }
  }

  @Test
  void whatCannotBeWrittenIsCountedAndTold() throws Exception {
    Path path = folder.resolve("events");
    RecordFile file = RecordFile.open(path);
    file.close();
    try (EventRecorder recorder = new EventRecorder(file, "n")) {
      SensorListener listener = recorder.and(_ -> {});
      listener.tried(event(1));
      listener.tried(event(2));
      assertThat(recorder.finish())
          .containsExactly("postern: events that were not recorded in " + path + ": 2");
    }
  }
}
