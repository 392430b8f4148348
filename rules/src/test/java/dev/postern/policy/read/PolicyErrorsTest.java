package dev.postern.policy.read;

import static dev.postern.policy.read.Policies.enforce;
import static dev.postern.policy.read.Policies.errors;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a policy, and what to write instead. */
class PolicyErrorsTest {

  /** Below {@code spec}, in one line; what the one error says after its place. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      textBlock =
          """
          alow: [] => unknown key 'alow' (did you mean 'allow'?)
          allow: [{ports: any}] => required key 'to' is missing (everywhere is 'to: [{cidr: 0.0.0.0/0}, {cidr: "::/0"}]')
          allow: [{to: [], ports: any}] => 'to' is empty, so this would be about nothing (everywhere is 'to: [{cidr: 0.0.0.0/0}, {cidr: "::/0"}]')
          allow: [{to: [{cidr: 10.0.0.0/8}]}] => required key 'ports' is missing ([{port: 443}]; every port is open only where it says 'ports: any')
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: all}] => 'all' is not 'any' and not a sequence of ports (ports: [{port: 443, protocol: TCP}])
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: []}] => 'ports' is empty ([{port: 443}], or 'any')
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [443]}] => a port is a mapping ({port: 443})
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [{}]}] => required key 'port' is missing ('ports: any' is every port)
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [{port: 0}]}] => '0' is not a port: a number from 1 to 65535
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [{port: 65536}]}] => '65536' is not a port: a number from 1 to 65535
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [{port: 0443}]}] => '0443' is not a port: a number from 1 to 65535
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [{port: https}]}] => 'https' is not a port: a number from 1 to 65535
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [{port: 5, endPort: 4}]}] => 'endPort' 4 is below 5
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [{port: 5, protocol: udp}]}] => 'udp' is not TCP or UDP (protocol: UDP)
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: [{port: 5, protocol: SCTP}]}] => 'SCTP' is not TCP or UDP
          allow: [{to: [{}], ports: any}] => an item of 'to' has exactly one of 'cidr', 'fqdn' and 'service'
          allow: [{to: [{cidr: 10.0.0.0/8, fqdn: a.example}], ports: any}] => an item of 'to' has exactly one of 'cidr', 'fqdn' and 'service'
          allow: [{to: [{fqdn: a.example, except: [10.0.0.0/8]}], ports: any}] => 'except' goes with 'cidr' only
          allow: [{to: [{cidr: 10.0.0.0/8, except: [11.0.0.0/9]}], ports: any}] => 'except' 11.0.0.0/9 is not inside 10.0.0.0/8
          allow: [{to: [{cidr: 10.0.0.0/8, except: [10.0.0.0/8]}], ports: any}] => 'except' 10.0.0.0/8 is not inside 10.0.0.0/8 (leave the item out: nothing of it is left)
          allow: [{to: [{cidr: "::/0", except: [10.0.0.0/8]}], ports: any}] => 'except' 10.0.0.0/8 is not inside ::/0
          allow: [{to: [{service: {name: Cart}}], ports: any}] => 'Cart' is not a name as Kubernetes has them: a-z, 0-9 and '-', up to 63 characters
          allow: [{to: [{service: {namespace: shop}}], ports: any}] => required key 'name' is missing
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {}}] => 'from' names nothing (leave it out if any process may)
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {executables: []}}] => 'executables' is empty, so nobody is meant (leave it out for any)
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {executables: [java]}}] => 'java' is not an absolute path
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {executables: [/usr/bin/*]}}] => '/usr/bin/*' has a wildcard: each program is named in full
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {executables: [/usr/bin/../java]}}] => '/usr/bin/../java' is not a clean path, so no program has it (write '/usr/java')
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {executables: [/usr//java/]}}] => '/usr//java/' is not a clean path, so no program has it (write '/usr/java')
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {containers: [App]}}] => 'App' is not a name as Kubernetes has them: a-z, 0-9 and '-', up to 63 characters
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {executables: [/a], digest: 'sha256:0'}}] => 'digest' is checked where files can be read, which this version does not do yet (leave it out: 'executables' names the image's own file)
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {allowModified: true}}] => 'allowModified' needs 'executables' that it is for
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, from: {executables: [/a], allowModified: yes}}] => 'allowModified' is true or false
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, tls: {}}] => required key 'sni' is missing (tls: {sni: required})
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, tls: {sni: optional}}] => 'sni' can only be 'required' (or leave 'tls' out if it is not)
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, expiresAt: 2027-01-31}] => '2027-01-31' is not a moment as in RFC 3339 (such as 2027-01-31T00:00:00Z)
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, expiresAt: '2027-02-30T00:00:00Z'}] => '2027-02-30T00:00:00Z' is not a moment as in RFC 3339 (such as 2027-01-31T00:00:00Z)
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, name: a b}] => 'a b' is no name of an entry: letters, digits, '.', '_' and '-', up to 63
          allow: [{to: [{cidr: 10.0.0.0/8}], ports: any, name: a}, {to: [{cidr: 11.0.0.0/8}], ports: any, name: a}] => 'a' is the name of an entry at p.yaml:6:56 already
          deny: [{to: [{fqdn: a.example}]}] => a deny names addresses, not a 'fqdn': the same addresses have other names, so nothing would be kept out (allow what is needed and leave the rest out, or deny a 'cidr')
          deny: [{to: [{service: {name: a}}]}] => a deny names addresses, not a 'service': the same addresses have other names, so nothing would be kept out (allow what is needed and leave the rest out, or deny a 'cidr')
          deny: [{to: [{cidr: 10.0.0.0/8}], expiresAt: '2027-01-31T00:00:00Z'}] => a deny has no 'expiresAt': it is for everybody and does not end by itself
          deny: [{to: [{cidr: 10.0.0.0/8}], from: {executables: [/a]}}] => a deny has no 'from': it is for everybody and does not end by itself
          deny: [{}] => required key 'to' is missing (everywhere is 'to: [{cidr: 0.0.0.0/0}, {cidr: "::/0"}]')
          namespaceSelector: {} => an EgressPolicy selects in its own namespace only (leave 'namespaceSelector' to a ClusterEgressPolicy)
          selector: {matchLabel: {}} => unknown key 'matchLabel' (did you mean 'matchLabels'?)
          selector: {matchLabels: {"-": a}} => '-' is not a label's key
          selector: {matchLabels: {a: "b c"}} => 'b c' is not a label's value
          expiresAt: soon => 'soon' is not a moment as in RFC 3339 (such as 2027-01-31T00:00:00Z)
          """)
  void saysWhatToWrite(String spec, String error) {
    assertThat(messages(enforce(spec))).containsExactly(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      textBlock =
          """
          v1alpha1 => v1 => unknown version 'postern.dev/v1' (this version of Postern reads postern.dev/v1alpha1)
          EgressPolicy => EgresPolicy => 'EgresPolicy' is no kind of policy: EgressPolicy or ClusterEgressPolicy (did you mean 'EgressPolicy'?)
          EgressPolicy => ClusterEgressPolicy => a ClusterEgressPolicy has no namespace (use 'namespaceSelector' in 'spec', or the kind EgressPolicy)
          checkout => Check_out => 'Check_out' is not a name as Kubernetes has them: a-z, 0-9, '-' and '.', up to 253 characters
          shop => sh.op => 'sh.op' is not a name as Kubernetes has them: a-z, 0-9 and '-', up to 63 characters
          mode => mood => required key 'mode' is missing (one of Enforce, Audit, Learn)
          """)
  void theHeadIsCheckedToo(String old, String replacement, String error) {
    assertThat(messages(enforce("").replace(old, replacement))).contains(error);
  }

  @Test
  void everyErrorOfAPolicyIsToldAtOnce() {
    assertThat(
            errors(
                enforce(
                    """
                    allow:
                    - to:
                      - cidr: 10.0.0.5/8
                      - fqdn: "*"
                      port: 443
                    """)))
        .containsExactly(
            "p.yaml:7:5: required key 'ports' is missing ([{port: 443}]; every port is open only"
                + " where it says 'ports: any')",
            "p.yaml:8:13: '10.0.0.5/8' has bits set behind its prefix (the network is 10.0.0.0/8,"
                + " the address alone 10.0.0.5/32)",
            "p.yaml:9:13: '*' would be every name ('*.example' is what is below one; everywhere is"
                + " two blocks, 0.0.0.0/0 and \"::/0\")",
            "p.yaml:10:5: unknown key 'port' (did you mean 'ports'?)");
  }

  @Test
  @Timeout(30)
  void hostileTextsCostNoMoreThanTheirLength() {
    String longText = "a".repeat(2_000_000);
    StringBuilder yaml = new StringBuilder("policies:\n- &a ").append(longText).append('\n');
    yaml.append("- *a\n".repeat(100_000));
    assertThat(errors(yaml.toString())).hasSizeBetween(1, 1_001);
    assertThat(errors(enforce("allow: [{to: [{fqdn: " + longText + "}], ports: any}]"))).hasSize(1);
    assertThat(errors(enforce("allow: [{to: [{cidr: " + longText + "}], ports: any}]"))).hasSize(1);
    assertThat(errors("[".repeat(100_000))).hasSize(1);
  }

  private static List<String> messages(String text) {
    return errors(text).stream()
        .map(error -> error.replaceFirst("^p\\.yaml(:\\d+)*: ", ""))
        .toList();
  }
}
