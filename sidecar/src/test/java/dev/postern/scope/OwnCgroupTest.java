package dev.postern.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCgroupTest {

  @TempDir Path folder;
  private Path own = Path.of("");
  private Path host = Path.of("");

  @BeforeEach
  void mount() throws IOException {
    own = Files.createDirectory(folder.resolve("own"));
    host = Files.createDirectory(folder.resolve("host"));
    Files.createFile(own.resolve("cgroup.procs"));
    Files.createFile(host.resolve("cgroup.procs"));
  }

  private static String mounted(String root, Path point) {
    return "33 32 0:28 %s %s ro,nosuid - cgroup2 cgroup ro\n".formatted(root, point);
  }

  /** In a container: its own cgroup is the top of what it sees, the host's tree is mounted too. */
  @Test
  void inANamespaceOfItsOwnIsTheMountItself() {
    String mountinfo = mounted("/../../..", host) + mounted("/", own);
    assertThat(OwnCgroup.folder(mountinfo, "0::/\n")).contains(own);
    assertThat(CgroupFilesystem.outermostFirst(Mount.parse(mountinfo)).getFirst().point())
        .isEqualTo(host);
    assertThat(
            CgroupFilesystem.outermostFirst(
                    Mount.parse(mounted("/", own) + mounted("/../../..", host)))
                .getFirst()
                .point())
        .isEqualTo(host);
  }

  @Test
  void inTheHostsNamespaceIsBelowTheMount() {
    String v1 = "9:name=systemd:/x\n";
    assertThat(OwnCgroup.folder(mounted("/", host), v1 + "0::/kubepods/pod1/c\n"))
        .contains(host.resolve("kubepods/pod1/c"));
  }

  @Test
  void isNotKnownWithoutAMountFromTheNamespacesTop() {
    assertThat(OwnCgroup.folder(mounted("/../../..", host), "0::/\n")).isEmpty();
    assertThat(OwnCgroup.folder(mounted("/", own), "0::/../sibling\n")).isEmpty();
    assertThat(OwnCgroup.folder(mounted("/", own), "9:name=systemd:/x\n")).isEmpty();
    assertThat(OwnCgroup.folder(mounted("/", folder.resolve("hidden")), "0::/\n")).isEmpty();
  }
}
