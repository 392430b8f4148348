package dev.postern.rulescli;

import dev.postern.cli.Invocation;

/** Three rules, and {@code postern rules …} as its users call it. */
final class WebRules {

  static final String RULES =
      """
      - macro: to_web
        condition: fd.sport in (80, 443)
      - rule: Web
        desc: d
        condition: evt.type = connect and to_web and not proc.name = curl
        output: web (by=%proc.name to=%fd.rip at=%evt.time)
        priority: WARNING
        tags: [network, T1071]
      - rule: Off
        desc: d
        condition: proc.name = wget
        output: off
        priority: DEBUG
        enabled: false
        warn_evttypes: false
      - rule: Later
        desc: d
        condition: fd.sport = 80
        output: later
        priority: NOTICE
        warn_evttypes: false
      """;

  private WebRules() {}

  /** Calls {@code postern rules} with these words. */
  static Invocation rules(Object... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "rules";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    return Invocation.of(words);
  }
}
