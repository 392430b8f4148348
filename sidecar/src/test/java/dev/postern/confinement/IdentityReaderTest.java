package dev.postern.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityReaderTest {

  private static final Account ALICE = new Account("alice", 1000, 100, "/home/alice", "/bin/bash");

  private static final AccountDatabase ACCOUNTS =
      new AccountDatabase() {
        @Override
        public Optional<Account> user(String nameOrNumber) {
          return List.of("alice", "1000").contains(nameOrNumber)
              ? Optional.of(ALICE)
              : Optional.empty();
        }

        @Override
        public Optional<Long> group(String name) {
          return name.equals("www") ? Optional.of(33L) : Optional.empty();
        }
      };

  private static Identity read(long own, @Nullable String asked, Map<String, String> environment)
      throws ConfinementException {
    ProcessStatus status =
        new ProcessStatus(
            Map.of("Uid", "%1$d %1$d %1$d %1$d".formatted(own), "Gid", "%1$d %1$d".formatted(own)));
    return new IdentityReader(ACCOUNTS, status).read(asked, environment);
  }

  @ParameterizedTest
  @CsvSource({
    "alice, 1000, 100, --init-groups",
    "1000, 1000, 100, --init-groups",
    "alice:www, 1000, 33, --init-groups",
    "alice:7, 1000, 7, --init-groups",
    "4321, 4321, 4321, --clear-groups",
    "4321:0, 4321, 0, --clear-groups",
    "4294967294, 4294967294, 4294967294, --clear-groups",
  })
  void asked(String asked, long uid, long gid, String groups) throws Exception {
    assertThat(read(0, asked, Map.of("SUDO_UID", "5")).setprivArguments())
        .containsExactly("--reuid=" + uid, "--regid=" + gid, groups);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", "1:", ":1", "1:2:3", "bob", "alice:none", "4294967295", "-1", "+1", "1 "})
  void refused(String asked) {
    assertThatExceptionOfType(ConfinementException.class)
        .isThrownBy(() -> read(0, asked, Map.of()))
        .withMessageStartingWith("--user: ")
        .satisfies(e -> assertThat(e.option()).isEqualTo("--user"));
  }

  @Test
  void behindSudoItIsTheCaller() throws Exception {
    assertThat(read(0, null, Map.of("SUDO_UID", "1000", "SUDO_GID", "33")).setprivArguments())
        .containsExactly("--reuid=1000", "--regid=33", "--init-groups");
    assertThat(read(0, null, Map.of("SUDO_UID", "1000")).gid()).isEqualTo(100);
    assertThat(read(0, null, Map.of("SUDO_UID", "4321")).gid()).isEqualTo(4321);
    assertThatExceptionOfType(ConfinementException.class)
        .isThrownBy(() -> read(0, null, Map.of("SUDO_UID", "alice")))
        .withMessageContaining("SUDO_UID is 'alice', which is no number");
  }

  @Test
  void otherwiseNothingChanges() throws Exception {
    for (Identity same : List.of(read(0, null, Map.of()), read(8, null, Map.of("SUDO_UID", "1")))) {
      assertThat(same.setprivArguments()).isEmpty();
      Map<String, String> environment = new HashMap<>(Map.of("HOME", "/root"));
      same.describeIn(environment);
      assertThat(environment).isEqualTo(Map.of("HOME", "/root"));
    }
  }

  @Test
  void variablesDescribeTheUser() throws Exception {
    Map<String, String> environment =
        new HashMap<>(Map.of("HOME", "/root", "USER", "root", "LOGNAME", "root", "SHELL", "/x"));
    read(0, "alice", Map.of()).describeIn(environment);
    assertThat(environment)
        .isEqualTo(
            Map.of(
                "HOME", "/home/alice", "USER", "alice", "LOGNAME", "alice", "SHELL", "/bin/bash"));
    read(0, "4321", Map.of()).describeIn(environment);
    assertThat(environment).isEqualTo(Map.of("HOME", "/"));
  }

  @Test
  void accountsAreReadFromTheirLine() {
    assertThat(Account.parse("alice:x:1000:100:Alice, A.:/home/alice:/bin/bash")).contains(ALICE);
    assertThat(Account.parse("alice:x:1000:100")).isEmpty();
    assertThat(Account.parse("alice:x:1000:-1::/:")).isEmpty();
  }
}
