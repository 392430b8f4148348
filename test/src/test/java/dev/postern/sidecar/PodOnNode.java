package dev.postern.sidecar;

import java.io.IOException;
import java.util.UUID;

/** The cgroups of a pod with an application and a sidecar, as a kubelet makes them. */
final class PodOnNode implements AutoCloseable {

  /** The application's container, as alerts name it. */
  static final String APP_ID = "aaaabbbbcccc";

  private static final String APP = APP_ID + "1".repeat(52);
  private static final String SIDECAR = "3ad7b26ded6d" + "0".repeat(52);

  private final WatchedScope node;
  private final WatchedScope slice;
  private final String uid = UUID.randomUUID().toString();
  private final WatchedScope pod;
  private final WatchedScope sidecar;

  private PodOnNode(WatchedScope node) throws IOException {
    this.node = node;
    slice = node.child("kubepods.slice").child("kubepods-burstable.slice");
    pod = addPod(uid);
    sidecar = pod.child("cri-containerd-" + SIDECAR + ".scope");
  }

  static PodOnNode create() throws IOException {
    return new PodOnNode(WatchedScope.create());
  }

  private static String folder(String uid) {
    return "kubepods-burstable-pod" + uid.replace('-', '_') + ".slice";
  }

  /** Another pod on the node, which is empty. */
  WatchedScope addPod(String otherUid) throws IOException {
    return slice.child(folder(otherUid));
  }

  /** A container beside the sidecar. */
  WatchedScope addApp() throws IOException {
    return pod.child("cri-containerd-" + APP + ".scope");
  }

  String uid() {
    return uid;
  }

  WatchedScope pod() {
    return pod;
  }

  WatchedScope sidecar() {
    return sidecar;
  }

  @Override
  public void close() {
    node.close();
  }
}
