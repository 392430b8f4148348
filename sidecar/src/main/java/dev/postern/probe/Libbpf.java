package dev.postern.probe;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.Delegate;
import jnr.ffi.types.size_t;
import jnr.ffi.types.u_int64_t;
import org.jspecify.annotations.Nullable;

/**
 * The part of libbpf (1.1 or newer) that the probe needs, under libbpf's own names.
 *
 * <p>Functions that return int return 0 or -errno; those that return a pointer return null and set
 * errno.
 */
public interface Libbpf {

  /** The shared library, libbpf.so.1 of Debian's libbpf1. */
  static Libbpf load() {
    try {
      return LibraryLoader.create(Libbpf.class).failImmediately().load("bpf");
    } catch (UnsatisfiedLinkError e) {
      throw new ProbeException("libbpf.so.1 was not found: install the package libbpf1", e);
    }
  }

  /** {@code libbpf_print_fn_t}: level, printf format, va_list. */
  interface Print {
    @Delegate
    int print(int level, Pointer format, Pointer arguments);
  }

  @Nullable Pointer libbpf_set_print(@Nullable Print callback);

  String libbpf_version_string();

  int libbpf_num_possible_cpus();

  @Nullable Pointer bpf_object__open_mem(Pointer object, @size_t long size, Pointer options);

  int bpf_object__load(Pointer object);

  void bpf_object__close(Pointer object);

  @Nullable Pointer bpf_object__find_map_by_name(Pointer object, String name);

  @Nullable Pointer bpf_object__next_map(Pointer object, @Nullable Pointer previous);

  String bpf_map__name(Pointer map);

  boolean bpf_map__is_internal(Pointer map);

  int bpf_map__set_pin_path(Pointer map, String path);

  int bpf_map__fd(Pointer map);

  int bpf_map__key_size(Pointer map);

  int bpf_map__value_size(Pointer map);

  int bpf_map__set_max_entries(Pointer map, int entries);

  int bpf_map__max_entries(Pointer map);

  @Nullable Pointer bpf_object__find_program_by_name(Pointer object, String name);

  int bpf_program__set_autoload(Pointer program, boolean load);

  @Nullable Pointer bpf_program__attach_cgroup(Pointer program, int cgroup);

  @Nullable Pointer bpf_program__attach(Pointer program);

  @Nullable Pointer bpf_program__attach_iter(Pointer program, @Nullable Pointer options);

  int bpf_program__fd(Pointer program);

  int bpf_program__expected_attach_type(Pointer program);

  int bpf_prog_query(
      int target,
      int type,
      int queryFlags,
      @Nullable Pointer flags,
      @Nullable Pointer programs,
      Pointer count);

  int bpf_link__fd(@Nullable Pointer link);

  @Nullable Pointer bpf_link__open(String path);

  int bpf_link__update_program(Pointer link, Pointer program);

  int bpf_link__pin(Pointer link, String path);

  int bpf_obj_get(String path);

  int bpf_obj_get_info_by_fd(int fd, Pointer info, Pointer length);

  int bpf_link__destroy(Pointer link);

  int bpf_iter_create(int link);

  int bpf_prog_test_run_opts(int program, Pointer options);

  int bpf_map_lookup_elem(int map, Pointer key, Pointer value);

  int bpf_map_update_elem(int map, Pointer key, Pointer value, @u_int64_t long flags);

  int bpf_map_delete_elem(int map, Pointer key);

  int bpf_map_get_next_key(int map, @Nullable Pointer key, Pointer next);

  int bpf_map_lookup_and_delete_batch(
      int map,
      @Nullable Pointer from,
      Pointer position,
      Pointer keys,
      Pointer values,
      Pointer count,
      @Nullable Pointer options);
}
