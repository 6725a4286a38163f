document.getElementById("gateway").submit();
