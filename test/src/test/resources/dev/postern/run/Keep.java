/** Keep.java NAME: looks it up once, connects to that address for ever, and says how each ended. */
void main(String[] arguments) throws Exception {
  var address = java.net.InetAddress.getByName(arguments[0]);
  while (true) {
    try (var socket = new java.net.Socket(address, 8080)) {
      IO.println("connected");
    } catch (IOException e) {
      IO.println(e);
    }
    Thread.sleep(20);
  }
}
