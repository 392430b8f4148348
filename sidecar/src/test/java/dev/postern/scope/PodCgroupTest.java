package dev.postern.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod's cgroup in the layouts that cgroup drivers and runtimes make, as folders of a disk. */
class PodCgroupTest {

  private static final String UID = "0b1c2d3e-0a1b-4c2d-8e3f-001122334455";
  private static final String SLICE = "0b1c2d3e_0a1b_4c2d_8e3f_001122334455";
  private static final String OTHER = "ffffffff-0a1b-4c2d-8e3f-001122334455";
  private static final String ID = "3ad7b26ded6d".repeat(5) + "0123";

  @TempDir Path root;

  private Path make(String path) throws IOException {
    return Files.createDirectories(root.resolve(path));
  }

  private Path find(Path own) throws IOException {
    return new PodCgroup(root, InodeSource.KERNEL)
        .find(UID, OptionalLong.of(InodeSource.KERNEL.of(own)));
  }

  private Path findByName() throws IOException {
    return new PodCgroup(root, InodeSource.KERNEL).find(UID, OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({
    // cgroupfs driver; the guaranteed class has no folder of its own
    "kubepods/burstable/pod{UID}, {ID}",
    "kubepods/pod{UID}, {ID}",
    // systemd driver
    "kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod{SLICE}.slice,"
        + " cri-containerd-{ID}.scope",
    "kubepods.slice/kubepods-pod{SLICE}.slice, docker-{ID}.scope",
    // CRI-O, whose container is one level further down
    "kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{SLICE}.slice,"
        + " crio-{ID}.scope/container",
    // kind: a node that is a container itself
    "system.slice/docker-{ID}.scope/kubelet.slice/kubelet-kubepods.slice/"
        + "kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod{SLICE}.slice,"
        + " cri-containerd-{ID}.scope",
    // a static pod's hash has no dashes, and kubelet may have a root of its own
    "k8s/kubepods/besteffort/pod{UID}, {ID}",
  })
  void isAboveTheContainersOwn(String pod, String container) throws IOException {
    Path expected = make(filled(pod));
    Path own = make(filled(pod + "/" + container));
    make(filled(pod) + "/" + "f".repeat(64));
    make(filled(pod).replace(UID, OTHER).replace(SLICE, OTHER.replace('-', '_')));
    assertThat(find(own)).isEqualTo(expected);
    assertThat(findByName()).isEqualTo(expected);
  }

  private static String filled(String layout) {
    return layout.replace("{UID}", UID).replace("{SLICE}", SLICE).replace("{ID}", ID);
  }

  /** Any pod could make a folder of any name inside its own cgroup, were it let. */
  @Test
  void isNotAFolderThatSomebodyElseNamedLikeIt() throws IOException {
    Path own = make("kubepods/pod" + UID + "/" + ID);
    make("a-kubepods/pod" + OTHER + "/" + ID + "/pod" + UID + "/" + ID);
    assertThat(find(own)).isEqualTo(root.resolve("kubepods/pod" + UID));
    assertThatIOException()
        .isThrownBy(this::findByName)
        .withMessageMatching(
            "pod .* has two cgroups, .*/kubepods/pod.* and .*: name the right one with --cgroup");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubepods/podffffffff-0a1b-4c2d-8e3f-001122334455/c1",
        "kubepods.slice/kubepods-podffffffff_0a1b_4c2d_8e3f_001122334455.slice/x.scope"
      })
  void ofAnotherPodThanTheOwnIsRefused(String elsewhere) throws IOException {
    Path own = make(elsewhere);
    make("kubepods/pod" + UID + "/" + ID);
    assertThatIOException()
        .isThrownBy(() -> find(own))
        .withMessage(
            "this process runs in %s, which is not in pod %s: check --pod-uid, or name the scope"
                    .formatted(own, UID)
                + " with --cgroup");
  }

  @Test
  void isFoundByNameWhereTheOwnCgroupIsTheRoot() throws IOException {
    Path pod = make("kubepods/pod" + UID);
    make("kubepods/pod" + UID + "/" + ID + "/nested-" + UID);
    assertThat(find(root)).isEqualTo(pod);
  }

  @Test
  void isFoundByNameFromALoginOnTheNode() throws IOException {
    Path pod = make("kubepods/burstable/pod" + UID);
    assertThat(find(make("user.slice/user-0.slice/session-1.scope"))).isEqualTo(pod);
  }

  @Test
  void isFoundByNameWhereTheOwnCgroupIsNotInTheTree(@TempDir Path elsewhere) throws IOException {
    Path pod = make("kubepods/pod" + UID);
    assertThat(find(elsewhere)).isEqualTo(pod);
  }

  @Test
  void thatIsNotThereIsOneLine() throws IOException {
    make("kubepods/pod" + OTHER + "/" + ID);
    assertThatIOException()
        .isThrownBy(this::findByName)
        .withMessage(
            "no cgroup of pod %s below %s: check --pod-uid, and that --cgroup-root is the host's"
                    .formatted(UID, root)
                + " /sys/fs/cgroup");
  }

  /** A cgroup may go between being listed and being asked. */
  @Test
  void survivesCgroupsThatGoMeanwhile() throws IOException {
    Path own = make("kubepods/pod" + UID + "/" + ID);
    Path going = make("a-first");
    InodeSource inodes =
        folder -> {
          Files.deleteIfExists(going);
          return InodeSource.KERNEL.of(folder);
        };
    OptionalLong inode = OptionalLong.of(InodeSource.KERNEL.of(own));
    InodeSource late =
        folder -> folder.equals(root) ? InodeSource.KERNEL.of(root) : inodes.of(folder);
    assertThat(new PodCgroup(root, late).find(UID, inode)).isEqualTo(own.getParent());
    assertThat(going).doesNotExist();
  }
}
