package dev.postern.rules.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads recorded events: one JSON object (RFC 8259) of field and value. */
public final class EventJson {

  /** No field has values in values. */
  private static final int NESTING_LIMIT = 8;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(NESTING_LIMIT).build())
          .build();

  private EventJson() {}

  /**
   * Reads one event.
   *
   * @throws BadEventException for anything but one object of known fields and values that fit them
   */
  public static RecordedEvent read(String text) throws BadEventException {
    EventBuilding event = new EventBuilding();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadEventException(
            "an event is a JSON object of field and value: {\"evt.type\":\"connect\"}");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        event.put(field, value(json, field));
      }
      if (json.nextToken() != null) {
        throw new BadEventException("more than one object: write one event a line");
      }
    } catch (JsonProcessingException e) {
      throw new BadEventException(notJson(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none in reading a string
    }
    return event.build();
  }

  private static @Nullable Object value(JsonParser json, String field)
      throws IOException, BadEventException {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json, field));
        }
        yield items;
      }
      case null, default ->
          throw new BadEventException(field + ": an object is no value of a field");
    };
  }

  private static String notJson(JsonProcessingException e) {
    String problem = e.getOriginalMessage().lines().findFirst().orElse("");
    int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    return "not JSON, at column " + column + ": " + problem;
  }
}
