package dev.postern.bypass;

import java.util.List;
import java.util.Map;

/** The words in braces that commands and scripts of rows contain, and what they stand for. */
record Placeholders(Map<String, String> values) {

  String fill(String text) {
    String filled = text;
    for (Map.Entry<String, String> each : values.entrySet()) {
      filled = filled.replace("{" + each.getKey() + "}", each.getValue());
    }
    return filled;
  }

  List<String> fill(List<String> words) {
    return words.stream().map(this::fill).toList();
  }
}
