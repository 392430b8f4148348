package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.rules.field.TimeText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An alert as a rule and an event make it.
 *
 * @param <E> a sensor's event, or a recorded one
 * @param rule the rule
 * @param output its output, for such events
 * @param event what it matched
 */
public record MatchedRule<E>(Rule rule, OutputTemplate<E> output, E event) implements Alert {

  /** Room for most lines. */
  private static final int LINE_LENGTH = 300;

  /** A rule that matched what a sensor saw. */
  public static MatchedRule<Event> of(Rule rule, Event event) {
    return new MatchedRule<>(rule, rule.output(), event);
  }

  @Override
  public long time() {
    return output.time(event);
  }

  @Override
  public String message() {
    StringBuilder text = new StringBuilder(LINE_LENGTH);
    output.append(text, event, ZoneOffset.UTC);
    return text.toString();
  }

  @Override
  public String line(ZoneId zone) {
    StringBuilder text = new StringBuilder(LINE_LENGTH);
    TimeText.appendTimeOfDay(text, time(), zone);
    text.append(": ").append(rule.priority().text()).append(' ');
    output.append(text, event, zone);
    return text.toString();
  }

  @Override
  public void forEachOutputField(BiConsumer<String, @Nullable Object> each) {
    output.forEachField(event, each);
  }
}
