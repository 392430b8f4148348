package dev.postern.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodContainersTest {

  private static final String WEB =
      "3ad7b26ded6d0000000000000000000000000000000000000000000000000000";
  private static final String DB =
      "aaaabbbbcccc1111111111111111111111111111111111111111111111111111";

  @TempDir Path pod;
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
  private final Map<Path, Long> inodes = new HashMap<>();
  private long readingNanos;
  private PodContainers containers = new PodContainers(Path.of(""), PodContainersTest::named);

  @BeforeEach
  void make() {
    containers = containers(pod);
  }

  private PodContainers containers(Path scope) {
    return new PodContainers(scope, PodContainersTest::named, this::inode, clock::get);
  }

  private static Container named(String id) {
    return new Container(id, null, null, null, "shop", "cart-0");
  }

  /** As kernfs does and a disk does not, never the same number for another folder. */
  private long inode(Path folder) {
    clock.addAndGet(readingNanos);
    return inodes.computeIfAbsent(folder, unseen -> inodes.size() + 0x1_0000_0001L);
  }

  private long folder(String path) throws IOException {
    return inode(Files.createDirectories(pod.resolve(path)));
  }

  private String id(long cgroup) {
    return containers.of(cgroup).id();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WEB,
        "cri-containerd-" + WEB + ".scope",
        "crio-" + WEB + ".scope",
        "docker-" + WEB + ".scope",
        "kubelet-kubepods.slice:cri-containerd:" + WEB,
        "crio-" + WEB + ".scope/container",
        "cri-containerd-" + WEB + ".scope/system.slice/nginx.service",
        "cri-containerd-" + WEB + ".scope/docker/" + DB, // Docker in the container
      })
  void aContainersCgroupAndThoseInsideAreTheContainer(String path) throws IOException {
    long cgroup = folder(path);
    assertThat(containers.of(cgroup)).isEqualTo(named("3ad7b26ded6d"));
    assertThat(containers.of(cgroup)).isSameAs(containers.of(cgroup));
    assertThat(containers.readings()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"init", "crio-conmon-" + WEB + ".scope", "x" + WEB, WEB + "0", ""})
  void anotherCgroupIsCalledByItsOwnId(String path) throws IOException {
    long cgroup = folder(path);
    assertThat(id(cgroup)).isEqualTo(Cgroup.shortId(cgroup)).hasSize(12);
  }

  @Test
  void aScopeThatIsAContainerGivesItsIdToAllInside() throws IOException {
    long inside = folder(WEB + "/inside");
    containers = containers(pod.resolve(WEB));
    assertThat(id(inside)).isEqualTo("3ad7b26ded6d");
    assertThat(id(inode(pod.resolve(WEB)))).isEqualTo("3ad7b26ded6d");
  }

  @Test
  void aContainerThatComesLaterIsFoundAtItsFirstEvent() throws IOException {
    assertThat(id(folder(WEB))).isEqualTo("3ad7b26ded6d");
    assertThat(id(folder(DB))).isEqualTo("aaaabbbbcccc");
    assertThat(containers.readings()).isEqualTo(2);
  }

  @Test
  void anUnknownCgroupIsNotLookedForAgainAtOnce() throws IOException {
    long gone = folder("gone");
    Files.delete(pod.resolve("gone"));
    String expected = Cgroup.shortId(gone);
    for (int i = 0; i < 1000; i++) {
      assertThat(id(gone)).isEqualTo(expected);
    }
    assertThat(containers.readings()).isOne();
    clock.addAndGet(PodContainers.AGAIN_NANOS - 1);
    assertThat(id(gone)).isEqualTo(expected);
    assertThat(containers.readings()).isOne();
    clock.incrementAndGet();
    assertThat(id(gone)).isEqualTo(expected);
    assertThat(containers.readings()).isEqualTo(2);
  }

  @Test
  void aRemovedContainerIsRememberedForItsLastEvents() throws IOException {
    long web = folder(WEB);
    assertThat(id(web)).isEqualTo("3ad7b26ded6d");
    Files.delete(pod.resolve(WEB));
    clock.addAndGet(PodContainers.AGAIN_NANOS);
    assertThat(id(folder(DB))).isEqualTo("aaaabbbbcccc"); // has read again
    assertThat(id(web)).isEqualTo("3ad7b26ded6d");
  }

  /** Where reading takes long, somebody makes many cgroups: that may not stop everything else. */
  @Test
  void readingTakesATenthOfTheTime() throws IOException {
    long web = folder(WEB);
    readingNanos = 1_000_000;
    assertThat(id(web)).isEqualTo("3ad7b26ded6d"); // two folders, two milliseconds
    readingNanos = 0;
    long db = folder(DB);
    assertThat(id(db)).isEqualTo(Cgroup.shortId(db));
    clock.addAndGet(17_999_999);
    assertThat(id(db)).isEqualTo(Cgroup.shortId(db));
    assertThat(containers.readings()).isOne();
    clock.incrementAndGet();
    assertThat(id(db)).isEqualTo("aaaabbbbcccc");
  }

  @Test
  void memoryIsBoundedWhateverActs() {
    for (long cgroup = 1; cgroup < 3L * PodContainers.MOST; cgroup++) {
      containers.of(-cgroup);
      clock.addAndGet(1);
    }
    assertThat(containers.remembered()).isLessThanOrEqualTo(3 * PodContainers.MOST);
  }

  @Test
  void aScopeThatIsGoneIsNoFault() throws IOException {
    containers = containers(pod.resolve("never"));
    assertThat(id(0xabcL)).isEqualTo("000000000abc");
  }
}
