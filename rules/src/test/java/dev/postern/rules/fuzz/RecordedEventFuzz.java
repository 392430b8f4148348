package dev.postern.rules.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.ShippedRules;
import dev.postern.rules.record.BadEventException;
import dev.postern.rules.record.EventJson;
import dev.postern.rules.record.RecordedEvent;
import dev.postern.rules.record.RecordedRules;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Whatever the line: it is an event that the shipped rules can be tried on, or it is refused. */
class RecordedEventFuzz {

  private static final RecordedRules SHIPPED = shipped();

  private static RecordedRules shipped() {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.addAll(ShippedRules.pack());
    LoadResult loaded = RuleLoader.load(sources, RuleSettings.DEFAULT);
    return new RecordedRules(loaded, RuleMatching.ALL);
  }

  @DictionaryEntries({
    "{\"evt.type\":\"connect\"",
    ",\"fd.sip\":\"169.254.169.254\"",
    ",\"fd.sport\":4444",
    ",\"fd.l4proto\":\"tcp\"",
    ",\"proc.name\":\"curl\"",
    ",\"proc.aname\":[\"sh\",\"init\"]",
    ",\"fd.ip\":[\"::1\",\"10.0.0.1\"]",
    ",\"container.id\":\"3ad7b26ded6d\"",
    ",\"evt.time\":\"2026-01-02T15:30:01.123456789Z\"",
    ",\"evt.rawres\":-115",
    ",\"evt.res\":null",
    "true",
    "1e999",
    "}"
  })
  @FuzzTest
  void read(byte[] bytes) {
    RecordedEvent event;
    try {
      event = EventJson.read(new String(bytes, StandardCharsets.UTF_8));
    } catch (BadEventException e) {
      assertThat(e.message()).isNotBlank().doesNotContain("\n", "\r");
      return;
    }
    SHIPPED.evaluate(
        event, alert -> assertThat(alert.line(ZoneOffset.UTC)).doesNotContain("\n", "\r"));
  }
}
