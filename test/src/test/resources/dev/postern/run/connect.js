// connect.js NAME: connects to it and says to which address.
const socket = require('net').connect(8080, process.argv[2], () => {
  console.log(socket.remoteAddress);
  socket.destroy();
});
