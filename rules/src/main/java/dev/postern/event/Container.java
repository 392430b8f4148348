package dev.postern.event;

import org.jspecify.annotations.Nullable;

/**
 * The container an event belongs to, as far as anyone told.
 *
 * @param id twelve hex digits
 * @param name the container's name, or null when nobody told: a pod's cgroup holds ids only
 * @param imageRepository image name without tag, or null when not given
 * @param imageTag image tag, or null when not given
 * @param podNamespace namespace of the pod, or null outside Kubernetes
 * @param podName name of the pod, or null outside Kubernetes
 */
public record Container(
    String id,
    @Nullable String name,
    @Nullable String imageRepository,
    @Nullable String imageTag,
    @Nullable String podNamespace,
    @Nullable String podName) {}
