package dev.postern.rulescli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.rules.Diagnostic;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** What a load has to say, as one JSON object in one line. */
final class CheckJson {

  private static final JsonFactory JSON = new JsonFactory();

  private CheckJson() {}

  /** {@code {"ok":…,"errors":[…],"warnings":[…]}}; no rule and no suggestion are null. */
  static String of(List<Diagnostic> errors, List<Diagnostic> warnings) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ok", errors.isEmpty());
      write(json, "errors", errors);
      write(json, "warnings", warnings);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none in writing a string
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, List<Diagnostic> diagnostics)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Diagnostic diagnostic : diagnostics) {
      json.writeStartObject();
      json.writeStringField("code", diagnostic.code().name());
      json.writeStringField("file", diagnostic.file());
      json.writeNumberField("line", diagnostic.line());
      json.writeNumberField("column", diagnostic.column());
      json.writeStringField("rule", diagnostic.rule());
      json.writeStringField("message", diagnostic.message());
      json.writeStringField("suggestion", diagnostic.suggestion());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
