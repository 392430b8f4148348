/** Connect.java NAME: connects to it and says to which address. */
void main(String[] arguments) throws Exception {
  try (var socket = new java.net.Socket(arguments[0], 8080)) {
    IO.println(socket.getInetAddress().getHostAddress());
  }
}
